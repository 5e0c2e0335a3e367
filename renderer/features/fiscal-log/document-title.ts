import type { DocumentRow } from '../../../electron/contract/fiscal-log.ts'
import type { Words } from '../../i18n/use-words.ts'

/** «Чек, возврат прихода»: the kind, and the operation where it is not a plain sale. */
export function documentTitle(row: Pick<DocumentRow, 'kind' | 'operation'>, words: Words): string {
  const kind = words.t(`ui.log.kinds.${row.kind}`)
  return row.operation && row.operation !== 1 ? `${kind}, ${words.t(`ui.log.operations.${row.operation}`)}` : kind
}
