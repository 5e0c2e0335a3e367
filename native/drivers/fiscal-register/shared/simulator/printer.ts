import type { Clock } from '../../../../foundation/clock.ts'

/** The paper that is kept for looking at; a real roll ends too. */
const tapeLength = 500

/**
 * Paper, cover and the line buffer, with the submodes of 10h: 0 paper present, 1 no paper, 2 paper ended while printing,
 * 3 paper is back and the print waits for B0h, 5 printing.
 */
export class Printer {
  readonly tape: string[] = []
  coverOpen = false
  #paper = true
  #linesLeft = Infinity
  #queue: string[] = []
  #broken = false
  #forget: (() => void) | undefined
  readonly #clock: Clock
  #lineTime: number

  constructor(clock: Clock, lineTime: number) {
    this.#clock = clock
    this.#lineTime = lineTime
  }

  /** Prints from now on as fast as can be. */
  hurry(): void {
    this.#lineTime = 1
  }

  get hasPaper(): boolean {
    return this.#paper
  }

  get ready(): boolean {
    return this.#paper && !this.coverOpen
  }

  get printing(): boolean {
    return this.#queue.length > 0 && !this.#broken
  }

  get submode(): number {
    if (this.#broken) return this.ready ? 3 : 2
    if (this.#queue.length > 0) return 5
    return this.#paper ? 0 : 1
  }

  print(lines: readonly string[]): void {
    this.#queue.push(...lines)
    this.#step()
  }

  /** Paper ends after `lines` more lines, at once by default. */
  runOutAfter(lines: number): void {
    this.#linesLeft = lines
    if (lines === 0) this.#stop(() => (this.#paper = false))
  }

  loadPaper(): void {
    this.#paper = true
    this.#linesLeft = Infinity
  }

  openCover(): void {
    this.#stop(() => (this.coverOpen = true))
  }

  /** Makes a print stand still as if the paper had been changed in the middle of it. */
  breakPrint(): void {
    this.#broken = true
    this.#forget?.()
    this.#forget = undefined
  }

  /** B0h. False if there is nothing to continue. */
  continue(): boolean {
    if (this.submode !== 3) return false
    this.#broken = false
    this.#step()
    return true
  }

  powerOff(): void {
    this.#forget?.()
    this.#forget = undefined
    this.#queue = []
    this.#broken = false
  }

  #stop(cause: () => void): void {
    if (this.printing) this.breakPrint()
    cause()
  }

  #step(): void {
    if (this.#forget || this.#broken || this.#queue.length === 0) return
    this.#forget = this.#clock.schedule(this.#lineTime, () => {
      this.#forget = undefined
      this.tape.push(this.#queue.shift() ?? '')
      if (this.tape.length > tapeLength) this.tape.shift()
      if (--this.#linesLeft <= 0) {
        this.#linesLeft = 0
        this.#stop(() => (this.#paper = false))
      }
      this.#step()
    })
  }
}
