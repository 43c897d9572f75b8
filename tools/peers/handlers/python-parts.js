// What stands around the handlers in Python: functions, constants and classes that people write beside them.

/** Functions that the code may call; each stands in it only where it is called. */
export const HELPERS = {
  'first(': ['def first(a, b):', '    return a'],
  'second(': ['def second(a, b=None):', '    return b or a'],
  'picked(': ['def picked(source, name):', '    return source[name]'],
  'rewrite(': ['def rewrite(target, key):', "    target['KmsKeyId'] = key"],
  'look_up(': ['def look_up(event, name):', "    return event['ResourceProperties'][name]"],
  'required(': [
    ...['def required(source, name):', '    value = source.get(name)', '    if not value:'],
    ...["        raise ValueError(f'{name} is missing')", '    return value'],
  ],
  'either_of(': [
    ...['def either_of(source, *names):', '    for name in names:', '        if name in source:'],
    ...['            return source[name]', '    return None'],
  ],
  'begin(': [
    'def begin(client, key, cluster):',
    "    client.start_activity_stream(ResourceArn=cluster, Mode='async', KmsKeyId=key)",
  ],
  'open_stream(': [
    "def open_stream(ClusterArn=None, KmsKeyId=None, Mode='async', **rest):",
    '    rds.start_activity_stream(ResourceArn=ClusterArn, Mode=Mode, KmsKeyId=KmsKeyId)',
  ],
};

/** What a module defines before its handler; it stands in the code where it is used. */
export const constants = ({ stream, other }) => [
  [/\b(?:FIRST|SECOND)\b/, [`FIRST = '${stream}'`, `SECOND: str = '${other}'`]],
  [/\bNames\./, ['class Names:', `    first = '${stream}'`, `    second = '${other}'`]],
  [/\bChoice\./, ['class Choice(Enum):', `    FIRST = '${stream}'`, `    SECOND = '${other}'`]],
  [/\bPair\b/, ["Pair = namedtuple('Pair', 'key other')"]],
  [
    /\bRequest\b/,
    [
      ...['@dataclass', 'class Request:', '    key: str', '    other: str = None', '    @classmethod'],
      ...['    def from_event(cls, event):', "        props = event['ResourceProperties']"],
      `        return cls(key=props['${stream}'], other=props.get('${other}'))`,
    ],
  ],
  [
    /\bReader\b/,
    [
      ...['class Reader:', '    def __init__(self, event):', "        self._props = event['ResourceProperties']"],
      ...['    @property', '    def key(self):', `        return self._props['${stream}']`],
      ...[
        '    @property',
        '    def other(self):',
        `        return self._props.get('Nothing', self._props['${other}'])`,
      ],
    ],
  ],
];
