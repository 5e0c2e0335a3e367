/** Wall time of this machine to the minute, `YYYY-MM-DDThh:mm`, as a register would keep it. */
export function localTime(date: Date): string {
  const shifted = new Date(date.getTime() - date.getTimezoneOffset() * 60_000)
  return shifted.toISOString().slice(0, 16)
}
