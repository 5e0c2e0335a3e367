import { CodecError } from '../../../codecs/codec-error.ts'
import { isFailure } from '../../../foundation/device-failure.ts'
import type { DeviceFamily, ProbeAnswer } from '../../device-family.ts'
import { readMassa, readName } from './answers.ts'
import { commands } from './commands.ts'
import { Exchange, type Answer } from './exchange.ts'

const shortest = 150

/**
 * Asks for the name, then for the weight. Both change nothing, and an answer has a header and a checksum, so one answer is
 * proof.
 */
export const probe: DeviceFamily<'scale'>['probe'] = async ({ access, clock, patience, signal }) => {
  if (access.kind !== 'bytes') return undefined
  const exchange = new Exchange(access.link, clock)
  const deadline = clock.now() + patience
  const timeout = Math.max(shortest, Math.floor(patience / 3))

  const ask = async (command: number, expected: number): Promise<Answer | undefined> => {
    const left = deadline - clock.now()
    if (left <= 0) return undefined
    try {
      return await exchange.send({ command, signal, timeout: Math.min(timeout, left) }, [expected])
    } catch (error) {
      if (isFailure(error, 'link.timeout', 'link.garbled')) return undefined
      throw error
    }
  }

  // The first answer after opening may be lost or stale, hence the second try.
  const named = (await ask(commands.GET_NAME, commands.ACK_NAME)) ?? (await ask(commands.GET_NAME, commands.ACK_NAME))
  if (named?.kind === 'answer') return nameAnswer(named.data)
  const weighed = await ask(commands.GET_MASSA, commands.ACK_MASSA)
  const answered = weighed ?? named
  if (!answered) return undefined
  return {
    identity: { vendor: 'МАССА-К', facts: [] },
    certainty: answered.kind === 'answer' && isMassa(answered.data) ? 0.97 : 0.9,
    evidence: [
      {
        ru: 'ответили на GET_MASSA по «Протоколу 100» с верной контрольной суммой',
        en: 'answered GET_MASSA of Protocol 100 with a right checksum',
      },
    ],
  }
}

function nameAnswer(data: Uint8Array): ProbeAnswer | undefined {
  try {
    const { id, name } = readName(data)
    return {
      identity: { vendor: 'МАССА-К', model: name || undefined, serialNumber: String(id), facts: [] },
      certainty: 1,
      evidence: [{ ru: `ответили на GET_NAME: ${name}, номер ${id}`, en: `answered GET_NAME: ${name}, number ${id}` }],
    }
  } catch (error) {
    if (error instanceof CodecError) return undefined
    throw error
  }
}

function isMassa(data: Uint8Array): boolean {
  try {
    readMassa(data)
    return true
  } catch {
    return false
  }
}
