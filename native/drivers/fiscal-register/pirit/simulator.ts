import type { Clock } from '../../../foundation/clock.ts'
import type { SimulatorEnvironment } from '../shared/simulator/played-machine.ts'
import { RegisterSimulator } from '../shared/simulator/register-simulator.ts'
import { quietInPacketMode } from './commands/documents.ts'
import { storedDocument } from './commands/storage.ts'
import { errorCode } from './error-codes.ts'
import { models } from './models.ts'
import { AfterPrinting, type Behaviour, type Reply } from './simulator/behaviour.ts'
import { standardCapabilities, type MachineCapabilities } from './simulator/capabilities.ts'
import { controls } from './simulator/controls.ts'
import { documentBehaviours } from './simulator/document-behaviours.ts'
import { Faults, type OneShotFault } from './simulator/faults.ts'
import { fiscalBehaviours } from './simulator/fiscal-behaviours.ts'
import { Machine } from './simulator/machine.ts'
import { PacketMachine, type Packet } from './simulator/packet-machine.ts'
import { statusBehaviours } from './simulator/status-behaviours.ts'
import { storageBehaviours } from './simulator/storage-behaviours.ts'
import { tillBehaviours } from './simulator/till-behaviours.ts'
import { workBehaviours } from './simulator/work-behaviours.ts'

const behaviours: readonly Behaviour[] = [
  ...statusBehaviours,
  ...storageBehaviours,
  ...workBehaviours,
  ...documentBehaviours,
  ...tillBehaviours,
  ...fiscalBehaviours,
]
const refused = (error: number): Reply => ({ error, values: [] })
const printerLook = 20

/**
 * A played Пирит or Вики Принт: capabilities are data, `machine` is its state, behaviours answer commands, faults make it
 * misbehave. It is no cash register: it writes nothing that a tax office could take for a document.
 */
export class PiritSimulator extends RegisterSimulator<Machine, OneShotFault> {
  readonly controls = controls
  readonly machine: Machine
  readonly faults = new Faults()
  readonly #clock: Clock
  readonly #packets: PacketMachine
  /** Setting 20. */
  readonly #password: string

  constructor(
    environment: SimulatorEnvironment & {
      readonly capabilities?: MachineCapabilities
      readonly password?: string
    },
  ) {
    super()
    const { clock, random, seed, capabilities = standardCapabilities, password = 'PIRI' } = environment
    this.#clock = clock
    this.#password = password
    this.machine = new Machine({ clock, random, seed, capabilities })
    this.#packets = new PacketMachine({
      clock,
      faults: this.faults,
      execute: (packet, reply) => this.#execute(packet, reply),
      feedLine: () => this.machine.printer.print(['']),
      transmit: (bytes) => this.transmit(bytes),
      powerCycle: () => this.powerCycle(),
    })
  }

  override shorten(): void {
    this.machine.printer.hurry()
  }

  protected get familyState() {
    const { capabilities, started, documentByte } = this.machine
    return { model: models[capabilities.model] ?? '', started, document: documentByte }
  }

  protected receive(bytes: Uint8Array): void {
    for (const byte of bytes) this.#packets.receive(byte)
  }

  protected powerOff(): void {
    this.#packets.powerOff()
  }

  #execute(packet: Packet, reply: (reply: Reply | undefined) => void): void {
    const { machine } = this
    const quiet = machine.document?.packetMode === true && quietInPacketMode.includes(packet.command)
    const say = (said: Reply) => {
      if (quiet && said.error !== 0 && machine.document) machine.document = { ...machine.document, failed: true }
      reply(quiet && said.error === 0 ? undefined : said)
    }
    if (quiet && machine.document?.failed) return say(refused(errorCode.wrongState))
    const performed = this.#perform(packet)
    if (performed instanceof AfterPrinting) this.#whenPrinted(() => say(performed.finish()))
    else say(performed)
  }

  #perform({ password, command, values }: Packet): Reply | AfterPrinting<Reply> {
    if (password !== this.#password) return refused(errorCode.wrongPassword)
    const request = values[0]?.text
    const candidates = behaviours.filter((behaviour) => behaviour.command.code === command)
    const found = candidates.find(
      (behaviour) => behaviour.command.request === undefined || behaviour.command.request.toString() === request,
    )
    if (!found) return refused(candidates.length > 0 ? errorCode.wrongParameter : errorCode.unknownCommand)
    const performed = found.perform(this.machine, values)
    const asRead = found.command.repeatsRequest === 'sometimes' && this.machine.capabilities.documentForm === 'manual'
    if (performed instanceof AfterPrinting || performed.error !== 0) return performed
    if (asRead) return { ...performed, values: [String(request), ...performed.values] }
    return (found.command as unknown) === storedDocument ? inLibraryOrder(performed) : performed
  }

  /** A machine that has run out of paper has stopped printing, too. */
  #whenPrinted(action: () => void): void {
    const { printer, printBroken } = this.machine
    if (printer.printing && !printBroken) this.#clock.schedule(printerLook, () => this.#whenPrinted(action))
    else action()
  }
}

/** Type and confirmation are values of their own, and no part of the block. */
function inLibraryOrder({ error, values: [ticket = '', block = ''] }: Reply): Reply {
  const type = Number.parseInt(block.slice(0, 2), 16)
  return { error, values: [ticket, block.slice(4), type.toString()] }
}
