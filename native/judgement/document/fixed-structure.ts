import { CodecError } from '../../codecs/codec-error.ts'
import { decodeFixedDocument, type FixedDocument } from '../../codecs/ffd/index.ts'
import type { DocumentFacts } from './facts.ts'
import type { Report } from './judge-document.ts'

/**
 * The storage keeps a document twice: as text and as a fixed structure. Both say the same, as far as both tell; the structure
 * knows no seconds.
 */
export function judgeFixedStructure(facts: DocumentFacts, report: Report): void {
  const { damaged } = facts
  const { fixed, number, text, summary, shortened } = facts.document
  if (!fixed) return
  let structure: FixedDocument
  try {
    structure = decodeFixedDocument(fixed)
  } catch (error) {
    if (!(error instanceof CodecError)) throw error
    report('damaged-bytes', 'attention', { tag: 0, offset: error.offset, problem: error.detail })
    return
  }
  if (structure.number !== number && summary.number === number)
    report('fixed-structure', 'failure', { field: 'number', fixed: structure.number, text: number })
  if (!text) return
  const differ = (field: string, inFixed: unknown, inText: unknown) => {
    if (inFixed === undefined || inText === undefined || inFixed === inText) return
    report('fixed-structure', 'failure', { field, fixed: String(inFixed), text: String(inText) })
  }
  differ('code', structure.code, text.code)
  // What cannot be read of a damaged text is filled up from the structure: only its sound parts can contradict.
  const { fields } = structure
  differ('time', structure.time, summary.time?.slice(0, 16))
  // Programs that write archives put the bytes of the sign in either order.
  if (!shortened && damaged?.tag !== 1077)
    differ('sign', String(structure.fiscalSign).padStart(10, '0'), summary.fiscalSign)
  differ('sum', fields['sum'], summary.sum)
  differ('operation', fields['operation'], summary.operation)
  differ('shift', fields['shift'], summary.shiftNumber)
  differ('taxpayerNumber', trimmed(fields['inn']), trimmed(summary.taxpayerNumber))
  differ('registrationNumber', trimmed(fields['rnm']), trimmed(summary.registrationNumber))
}

function trimmed(text: unknown): string | undefined {
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : undefined
}
