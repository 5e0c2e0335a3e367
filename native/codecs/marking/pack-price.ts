/** Digits of a pack's maximum retail price, in the order of their values; the price is written in base 80, in kopecks. */
const alphabet = `ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!"%&'*+-./_,:;=<>?`

/** No pack costs more; a greater number means that the four characters are no price. */
const highestPrice = 1_000_000

/** Kopecks that the four characters of a pack stand for; 0 is no price. `undefined` where they are no believable price. */
export function packPrice(text: string): number | undefined {
  let kopecks = 0
  for (const character of text) {
    const digit = alphabet.indexOf(character)
    if (digit < 0) return undefined
    kopecks = kopecks * 80 + digit
  }
  return kopecks <= highestPrice ? kopecks : undefined
}
