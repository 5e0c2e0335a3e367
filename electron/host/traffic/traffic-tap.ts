import type { DeviceFamily } from '../../../native/drivers/device-family.ts'
import type { Direction, StreamCutter, StreamPiece, WireFormat } from '../../../native/codecs/wire-format.ts'
import type { RecordedEvent } from '../../../native/transports/recorder.ts'
import type { Role } from '../../contract/vocabulary.ts'

/** One thing that happened on a line, before it has a number. */
export interface TrafficEvent {
  readonly role: Role | undefined
  readonly familyId: string | undefined
  readonly address: string
  readonly direction: Direction
  readonly kind: 'frame' | 'discarded' | 'event'
  readonly bytes: Uint8Array
  readonly event?: string | undefined
  readonly name?: string | undefined
  readonly reason?: string | undefined
}

const none = new Uint8Array(0)
/** What is kept of one piece; longer ones are cut and say so. */
const longestPiece = 16 * 1024

/**
 * Cuts what a line carried into whole messages as the family's protocol has them, and names each. A defect in a codec
 * must not disturb the device, so whatever it throws only costs the name.
 */
export class TrafficTap {
  readonly #source: { role: Role | undefined; family: DeviceFamily | undefined; address: string }
  readonly #sink: (event: TrafficEvent) => void
  readonly #cutters: Partial<Record<Direction, StreamCutter>> = {}
  #lastRequest: string | undefined

  constructor(
    source: { role: Role | undefined; family: DeviceFamily | undefined; address: string },
    sink: (event: TrafficEvent) => void,
  ) {
    this.#source = source
    this.#sink = sink
  }

  record(event: RecordedEvent): void {
    if ('bytes' in event) return this.#bytes(event.direction, event.bytes)
    if (event.event !== 'opened') this.#flush()
    this.#emit({ direction: 'from-device', kind: 'event', bytes: none, event: event.event, reason: event.detail })
  }

  #bytes(direction: Direction, bytes: Uint8Array): void {
    for (const piece of this.#cut(direction, (cutter) => cutter.push(bytes), bytes)) this.#piece(direction, piece)
  }

  #flush(): void {
    for (const direction of ['to-device', 'from-device'] as const) {
      if (!this.#cutters[direction]) continue
      for (const piece of this.#cut(direction, (cutter) => cutter.flush(), none)) this.#piece(direction, piece)
    }
  }

  #cut(direction: Direction, act: (cutter: StreamCutter) => StreamPiece[], bytes: Uint8Array): StreamPiece[] {
    const wire = this.#source.family?.wire
    if (!wire) return bytes.length > 0 ? [{ kind: 'frame', bytes }] : []
    try {
      this.#cutters[direction] ??= wire.createCutter(direction)
      return act(this.#cutters[direction])
    } catch {
      delete this.#cutters[direction]
      return bytes.length > 0 ? [{ kind: 'discarded', bytes, reason: 'unreadable' }] : []
    }
  }

  #piece(direction: Direction, piece: StreamPiece): void {
    if (piece.bytes.length === 0) return
    const bytes = piece.bytes.slice(0, longestPiece)
    const name =
      piece.kind === 'frame' ? nameOf(this.#source.family?.wire, direction, piece.bytes, this.#lastRequest) : undefined
    if (direction === 'to-device' && name !== undefined) this.#lastRequest = name
    const reason = piece.reason ?? (bytes.length < piece.bytes.length ? `${piece.bytes.length} bytes` : undefined)
    this.#emit({ direction, kind: piece.kind, bytes, name, reason })
  }

  #emit(event: Omit<TrafficEvent, 'role' | 'familyId' | 'address'>): void {
    const { role, family, address } = this.#source
    this.#sink({ role, familyId: family?.manifest.id, address, ...event })
  }
}

function nameOf(
  wire: WireFormat | undefined,
  direction: Direction,
  bytes: Uint8Array,
  command: string | undefined,
): string | undefined {
  try {
    return wire?.decode({ direction, bytes, ...(direction === 'from-device' && command !== undefined && { command }) })
      .name
  } catch {
    return undefined
  }
}
