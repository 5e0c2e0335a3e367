import { CodecError } from '../../../codecs/codec-error.ts'
import type { LocatedJson } from '../../../codecs/json/located-json.ts'
import type { Clock } from '../../../foundation/clock.ts'
import type { SimulatorEnvironment } from '../shared/simulator/played-machine.ts'
import { RegisterSimulator } from '../shared/simulator/register-simulator.ts'
import { decodeFrame, encodeFrame, FrameCutter } from './codec/frame.ts'
import { closePorts, closeSession, openSession } from './commands/session.ts'
import { noLinkToRegister } from './failures.ts'
import { Refusal, type Behaviour } from './simulator/behaviour.ts'
import { controls, Faults, type OneShotFault } from './simulator/faults.ts'
import { fiscalBehaviours } from './simulator/fiscal-behaviours.ts'
import { Machine } from './simulator/machine.ts'
import { markingBehaviours } from './simulator/marking-behaviours.ts'
import { printingBehaviours } from './simulator/printing-behaviours.ts'
import { statusBehaviours } from './simulator/status-behaviours.ts'

/** Milliseconds after which a request that goes on no further is forgotten. */
const requestTimeout = 500

const behaviours = new Map<string, Behaviour>(
  [...statusBehaviours, ...fiscalBehaviours, ...printingBehaviours, ...markingBehaviours].map((behaviour) => [
    behaviour.command.name,
    behaviour,
  ]),
)

const emptyMessage = new Uint8Array(4)

/** The vendor's service with a played register behind it. Its sessions outlive the connection, as the real one's do. */
export class MercurySimulator extends RegisterSimulator<Machine, OneShotFault> {
  readonly controls = controls
  readonly machine: Machine
  readonly faults = new Faults()
  readonly #clock: Clock
  readonly #sessions = new Set<string>()
  #sessionCount = 0
  #busyUntil = 0
  #cutter = new FrameCutter()
  #forgetTimeout: (() => void) | undefined

  constructor(environment: SimulatorEnvironment & { readonly lineTime?: number }) {
    super()
    this.#clock = environment.clock
    this.machine = new Machine(environment)
  }

  override shorten(): void {
    this.machine.brief = true
  }

  protected get familyState() {
    const { model, cash } = this.machine
    return { model, cash, sessions: this.#sessions.size }
  }

  protected receive(bytes: Uint8Array): void {
    this.#forgetTimeout?.()
    for (const { kind, bytes: frame } of this.#cutter.push(bytes)) if (kind === 'frame') this.#serve(frame)
    this.#forgetTimeout = this.#clock.schedule(requestTimeout, () => (this.#cutter = new FrameCutter()))
  }

  /** The register is off: the service notices it with the next command. */
  protected powerOff(): void {
    this.#sessions.clear()
  }

  #serve(frame: Uint8Array): void {
    const { faults } = this
    if (faults.use('session-forgotten') !== undefined) this.#sessions.clear()
    const answer = this.#answer(frame)
    if (faults.use('power-cycle-after-execution') !== undefined) {
      this.powerCycle()
      this.#send(emptyMessage)
      return
    }
    this.#send(answer ? encodeFrame(answer) : emptyMessage)
  }

  #answer(frame: Uint8Array): object | undefined {
    try {
      const { message } = decodeFrame(frame)
      const answered = message ? this.#execute(message) : new Refusal('Пустой запрос')
      if (!answered) return undefined
      if (answered instanceof Refusal) return { result: answered.result, description: answered.description }
      return { result: 0, ...(!this.machine.brief && { description: 'Успешно завершено' }), ...answered }
    } catch (error) {
      if (error instanceof CodecError) return { result: 1, description: 'Неверный формат запроса' }
      throw error
    }
  }

  /** `undefined` where the service finds that the register is gone. */
  #execute(request: LocatedJson): object | undefined {
    const name = request.members?.get('command')?.value
    if (name === closePorts.name) return {}
    if (name === openSession.name) return this.#open(request)
    const behaviour = typeof name === 'string' ? behaviours.get(name) : undefined
    if (behaviour && !behaviour.command.needsSession) return behaviour.answer(this.machine, request)
    const key = request.members?.get('sessionKey')?.value
    if (typeof key !== 'string' || !this.#sessions.has(key)) return new Refusal('Сессия не открыта')
    if (name === closeSession.name) return this.#close(key)
    if (!behaviour) return new Refusal('Неизвестная команда')
    if (this.faults.use('register-lost') !== undefined) {
      this.#sessions.clear()
      return undefined
    }
    return behaviour.answer(this.machine, request)
  }

  #open(request: LocatedJson): object {
    openSession.request.read(request, '')
    if (this.faults.useOneOf('port-taken')) return new Refusal('Не удалось открыть порт', noLinkToRegister)
    const number = (++this.#sessionCount).toString()
    const sessionKey = this.machine.brief ? number : `00000000-0000-4000-8000-${number.padStart(12, '0')}`
    this.#sessions.add(sessionKey)
    return { sessionKey, ...(!this.machine.brief && { protocolVer: '1.0' }) }
  }

  #close(key: string): object {
    this.#sessions.delete(key)
    this.machine.waitingLines = []
    return {}
  }

  #send(bytes: Uint8Array): void {
    const { faults } = this
    if (faults.use('lost-answer') !== undefined) return
    const noisy = faults.noisy ? Uint8Array.of(0xff, ...bytes) : bytes
    const copies = faults.use('duplicate-answer') === undefined ? 1 : 2
    const send = () => {
      for (let copy = 0; copy < copies; copy++) this.transmit(noisy)
    }
    // One request is worked off after another, so what comes behind a late answer is late as well.
    const now = this.#clock.now()
    this.#busyUntil = Math.max(this.#busyUntil, now + (faults.use('late-answer') ?? 0))
    if (this.#busyUntil <= now) send()
    else this.#clock.schedule(this.#busyUntil - now, send)
  }
}
