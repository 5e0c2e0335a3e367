import { isFailure } from '../../../foundation/device-failure.ts'
import type { DeviceFamily } from '../../device-family.ts'
import { argumentsFor } from './operations.ts'
import { readOutcome } from './program-outcome.ts'

/**
 * A folder with the vendor's program in it is nearly proof; the answer to «terminal check» (26), which moves no money, is.
 * The program is given longer than a serial device, for it opens the PIN pad's port first.
 */
export const probe: DeviceFamily<'payment-terminal'>['probe'] = async ({ access, patience, signal }) => {
  if (access.kind !== 'program') return undefined
  const { runner, address } = access
  const invocation = {
    arguments: argumentsFor.check(),
    clear: ['e', 'p'],
    collect: ['e', 'p'],
    fileLimit: 65_536,
    timeout: Math.max(patience, 20_000),
  }
  try {
    const outcome = readOutcome(await runner.run(address, invocation, signal), '')
    const found = { ru: `найдена программа ${address.program}`, en: `the program ${address.program} is there` }
    if (outcome.kind === 'unknown') {
      if (signal?.aborted) return undefined
      return { identity: { vendor: 'Сбербанк UPOS', facts: [] }, certainty: 0.6, evidence: [found] }
    }
    const { code, meaning, approved, terminalNumber } = outcome.result
    return {
      identity: { vendor: 'Сбербанк UPOS', serialNumber: terminalNumber, facts: [] },
      certainty: approved ? 1 : 0.9,
      evidence: [
        found,
        { ru: `проверка терминала: код ${code}, ${meaning.ru}`, en: `terminal check: code ${code}, ${meaning.en}` },
      ],
    }
  } catch (error) {
    if (isFailure(error, 'link.program-missing', 'link.program-failed')) return undefined
    throw error
  }
}
