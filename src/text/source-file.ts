/** One text under one path. A text is parsed once per SourceFile object, so pass the same object around. */
export interface SourceFile {
  /** Path as the user or the repository names it, with `/`. */
  readonly path: string;
  /** The whole text, byte order mark included; offsets everywhere count its UTF-16 code units. */
  readonly text: string;
  /** False when its bytes are not UTF-8 throughout: no diff of the text applies to them. */
  readonly isUtf8?: boolean;
}

/** A half-open stretch of a text: offsets in UTF-16 code units, `end` excluded. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A place to point at: a range of one file. Lines come into being only in report/. */
export interface Location {
  readonly file: SourceFile;
  readonly range: Range;
}
