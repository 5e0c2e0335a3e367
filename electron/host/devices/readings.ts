import type {
  RegisterStatus,
  OperatorExchange,
  ShiftParameters,
  StorageStatus,
} from '../../../native/drivers/fiscal-register/fiscal-register.ts'
import type { TerminalResult } from '../../../native/drivers/payment-terminal/payment-terminal.ts'
import type { WeightReading } from '../../../native/drivers/scale/scale.ts'
import type { Scan as DriverScan } from '../../../native/drivers/scanner/scanner.ts'
import type { Outcome } from '../../../native/foundation/operation.ts'
import type { Clock } from '../../../native/foundation/clock.ts'
import type { Readings, RegisterReading, Scan } from '../../contract/devices.ts'
import type { Role } from '../../contract/vocabulary.ts'
import { Feed } from '../feed/feed.ts'
import { describeScan } from './describe-scan.ts'

const traceLength = 600
const traceAge = 60_000
const mostScans = 20

interface RegisterFacts {
  status?: RegisterStatus
  storage?: StorageStatus
  exchange?: OperatorExchange
  shift?: ShiftParameters
}

/**
 * The newest reading of every device, gathered from whatever is read of it: by polling, by a check or by anybody else.
 * Bounded in everything, and published as snapshots.
 */
export class ReadingsBoard {
  readonly feed: Feed<Readings>
  readonly #clock: Clock
  readonly #scanListeners = new Set<(scan: Scan) => void>()
  #register: RegisterFacts | undefined
  #scale: { reading: WeightReading; trace: { at: number; milligrams: number | null; stable: boolean }[] } | undefined
  #scans: Scan[] = []
  #nextScan = 1
  #terminal: { operation: string; result: TerminalResult; at: string } | undefined

  constructor(clock: Clock) {
    this.#clock = clock
    this.feed = new Feed(clock, 100, () => this.snapshot())
  }

  /** An answer of a driver's method. Answers that say nothing of the device's state are passed over. */
  observe(role: Role, method: string, answer: unknown): void {
    if (role === 'fiscal-register') this.#observeRegister(method, answer)
    else if (role === 'scale' && method === 'readWeight') this.#observeWeight(answer as WeightReading)
    else if (role === 'payment-terminal') this.#observeTerminal(method, answer)
  }

  scanned(scan: DriverScan): void {
    const described = describeScan(scan, this.#nextScan++, this.#clock.civil().toISOString())
    this.#scans = [described, ...this.#scans].slice(0, mostScans)
    for (const listener of this.#scanListeners) listener(described)
    this.feed.changed()
  }

  /** The device is not there any more: what it said last is no reading. */
  forget(role: Role): void {
    if (role === 'fiscal-register') this.#register = undefined
    else if (role === 'scale') this.#scale = undefined
    else if (role === 'scanner') this.#scans = []
    else this.#terminal = undefined
    this.feed.changed()
  }

  get register(): RegisterReading | undefined {
    return this.#register && describeRegister(this.#register, this.#clock)
  }

  snapshot(): Readings {
    return {
      at: this.#clock.civil().toISOString(),
      register: this.register,
      scale: this.#describeScale(),
      scans: this.#scans,
      terminal: this.#terminal && {
        lastOperation: this.#terminal.operation,
        approved: this.#terminal.result.approved,
        code: this.#terminal.result.code,
        meaning: { ...this.#terminal.result.meaning },
        advice: { ...this.#terminal.result.advice },
        slips: [...this.#terminal.result.slips],
        at: this.#terminal.at,
      },
    }
  }

  #observeRegister(method: string, answer: unknown): void {
    const part = (
      { readStatus: 'status', readStorage: 'storage', readOperatorExchange: 'exchange', readShift: 'shift' } as const
    )[method]
    if (!part) return
    this.#register = { ...this.#register, [part]: answer }
    this.feed.changed()
  }

  #observeWeight(reading: WeightReading): void {
    const now = this.#clock.now()
    const trace = [
      ...(this.#scale?.trace ?? []),
      { at: now, milligrams: reading.milligrams ?? null, stable: reading.stable },
    ]
      .filter(({ at }) => now - at <= traceAge)
      .slice(-traceLength)
    this.#scale = { reading, trace }
    this.feed.changed()
  }

  #observeTerminal(method: string, answer: unknown): void {
    if (method === 'identify') return
    const result = isOutcome(answer) ? (answer.state === 'done' ? answer.value : undefined) : answer
    if (!isTerminalResult(result)) return
    this.#terminal = { operation: method, result, at: this.#clock.civil().toISOString() }
    this.feed.changed()
  }

  #describeScale(): Readings['scale'] {
    if (!this.#scale) return undefined
    const now = this.#clock.now()
    const { reading, trace } = this.#scale
    return {
      reading: { ...reading },
      trace: trace.map(({ at, milligrams, stable }) => ({ age: Math.round(now - at), milligrams, stable })),
      perSecond: trace.filter(({ at }) => now - at < 2_000).length / 2,
    }
  }
}

function describeRegister(
  { status, storage, exchange, shift }: RegisterFacts,
  clock: Clock,
): RegisterReading | undefined {
  if (!status) return undefined
  return {
    modeText: { ...status.mode.meaning },
    shift: status.shift,
    shiftNumber: shift?.number,
    paper: status.paper,
    cover: status.cover,
    waitsForContinue: status.waitsForContinue,
    clock: status.clock,
    clockDriftSeconds: status.clock === undefined ? undefined : drift(status.clock, clock.civil()),
    storage: storage && {
      serialNumber: storage.serialNumber,
      phase: storage.phase,
      validUntil: storage.validUntil,
      daysLeft: storage.validUntil === undefined ? undefined : daysUntil(storage.validUntil, clock.civil()),
      lastDocumentNumber: storage.lastDocumentNumber,
      documentsLeft: storage.documentsLeft,
      bufferKilobytesLeft: storage.bufferKilobytesLeft,
      warnings: [...storage.warnings],
    },
    unsent: exchange && {
      count: exchange.unsentCount,
      firstNumber: exchange.firstUnsentNumber,
      firstTime: exchange.firstUnsentTime,
      ageDays: exchange.firstUnsentTime === undefined ? undefined : daysSince(exchange.firstUnsentTime, clock.civil()),
    },
  }
}

/** A register knows no zone: its wall time is compared with this machine's wall time. Seconds, positive if it runs ahead. */
function drift(registerTime: string, now: Date): number | undefined {
  const time = new Date(registerTime).getTime()
  return Number.isNaN(time) ? undefined : Math.round((time - now.getTime()) / 1000)
}

/** Whole days from now until a local date, negative for the past. */
export function daysUntil(date: string, now: Date): number {
  const time = new Date(date.length === 10 ? `${date}T00:00` : date).getTime()
  return Math.floor((time - now.getTime()) / 86_400_000)
}

/** Whole days that have gone by since a register's time; 0 for today. */
export function daysSince(time: string, now: Date): number {
  return Math.max(0, Math.floor((now.getTime() - new Date(time).getTime()) / 86_400_000))
}

function isOutcome(value: unknown): value is Outcome<unknown> {
  return typeof value === 'object' && value !== null && 'state' in value
}

function isTerminalResult(value: unknown): value is TerminalResult {
  return typeof value === 'object' && value !== null && 'approved' in value && 'slips' in value
}
