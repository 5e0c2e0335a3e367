/**
 * Which tags a document has. A list of the generation in which each tag was last met: clearing is one addition, where a Set a
 * document would be the dearest part of judging it.
 */
export class TagMarks {
  readonly #generations = new Uint32Array(0x1_0000)
  #current = 0

  clear(): void {
    this.#current++
    if (this.#current <= 0xffff_ffff) return
    this.#generations.fill(0)
    this.#current = 1
  }

  add(tag: number): void {
    this.#generations[tag] = this.#current
  }

  has(tag: number): boolean {
    return this.#generations[tag] === this.#current
  }
}
