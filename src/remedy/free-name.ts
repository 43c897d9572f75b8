/** A name that is not taken: the wanted one, or that with the first free number from 2 on. */
export function freeName(taken: { has(name: string): boolean }, wanted: string): string {
  if (!taken.has(wanted)) return wanted;
  for (let number = 2; ; number++) if (!taken.has(`${wanted}${number}`)) return `${wanted}${number}`;
}
