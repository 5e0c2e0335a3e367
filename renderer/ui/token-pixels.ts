/** A size token in pixels, for code that has to reckon with it; `otherwise` where there is no style sheet. */
export function tokenPixels(token: string, otherwise: number): number {
  const value = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue(token))
  return Number.isFinite(value) && value > 0 ? value : otherwise
}
