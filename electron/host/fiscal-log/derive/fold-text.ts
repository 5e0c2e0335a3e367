/** Text as it is searched: any case, ё as е, runs of spaces as one. The same for what is stored and for what is asked. */
export function foldText(text: string): string {
  return text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/gu, ' ').trim()
}
