import { latinTextOf } from '../../../codecs/text-bytes.ts'
import type { DeviceIdentity } from '../../role.ts'

/** A question that changes nothing, and how its answer is known. */
export interface IdentityQuery {
  readonly vendor: string
  readonly bytes: Uint8Array
  /** The identity once the whole answer is there. */
  read(heard: Uint8Array): DeviceIdentity | undefined
}

const text = (value: string) => Uint8Array.from(value, (character) => character.charCodeAt(0))

/** Honeywell menu command `REVINF.`: revision of the program; answered with the tag, lines of text and 06h before the full stop. */
const honeywell: IdentityQuery = {
  vendor: 'Honeywell',
  bytes: text('\x16M\rREVINF.'),
  read(heard) {
    const match = /REVINF([^\u0006]*)\u0006[.!]/u.exec(latinTextOf(heard))
    return match ? identityOf('Honeywell', match[1] ?? '') : undefined
  },
}

/** Newland unified command `QRYSYS`: information on the product; answered in `02 01 30 30 30 30 … 06 ; 03`. */
const newland: IdentityQuery = {
  vendor: 'Newland',
  bytes: text('~\x010000#QRYSYS;\x03'),
  read(heard) {
    const match = /\u0002\u00010000[@#]QRYSYS([^\u0006]*)\u0006;\u0003/u.exec(latinTextOf(heard))
    return match ? identityOf('Newland', match[1] ?? '') : undefined
  },
}

export const identityQueries: readonly IdentityQuery[] = [honeywell, newland]

const labels = {
  model: /product (?:name|id|model)|model/iu,
  serialNumber: /serial/iu,
  firmware: /software revision|firmware|fw ?ver|version/iu,
} as const

/** Lines of `name: value`; what cannot be told apart is kept as a fact. */
function identityOf(vendor: string, answer: string): DeviceIdentity {
  const facts = answer
    .split(/[\r\n;]+/u)
    .map((line) => /^\s*([^:]{1,60}):\s*(.{1,200})$/u.exec(line.trim()))
    .flatMap((match) => (match ? [{ name: (match[1] ?? '').trim(), value: (match[2] ?? '').trim() }] : []))
  const find = (label: RegExp) => facts.find(({ name }) => label.test(name))
  const named = { model: find(labels.model), serialNumber: find(labels.serialNumber), firmware: find(labels.firmware) }
  const used = Object.values(named)
  return {
    vendor,
    model: named.model?.value,
    serialNumber: named.serialNumber?.value,
    firmware: named.firmware?.value,
    facts: facts.filter((fact) => !used.includes(fact)),
  }
}
