import {
  checkTaxpayerNumber,
  firstForeign,
  decodeDocument,
  findElement,
  isRegistrationNumber,
  type FfdElement,
} from '../../../native/codecs/ffd/index.ts'
import type { CashierDraft, RegistrationDraft } from '../../contract/replacement.ts'
import { chooseParts } from '../fiscal-log/derive/document-parts.ts'
import type { Store } from '../store/store.ts'
import { emptyDraft } from './replacement-record.ts'

/** Requisites of a registration report, as the log keeps it. */
const texts = {
  registrationNumber: 1037,
  taxpayerNumber: 1018,
  organisation: 1048,
  address: 1009,
  place: 1187,
  operatorName: 1046,
  operatorTaxpayerNumber: 1017,
  senderEmail: 1117,
  taxOfficeSite: 1060,
} as const
const workModeTags = [1056, 1002, 1001, 1109, 1110, 1108]
const extendedModeTags = [1207, 1193, 1126, 1221]
const formatOf: Readonly<Record<number, RegistrationDraft['formatVersion']>> = { 2: '1.05', 3: '1.1', 4: '1.2' }

/** The values of the storage's last registration, which the next storage is registered with. */
export async function draftFromLog(store: Store, storageId: string): Promise<RegistrationDraft> {
  const { rows } = await store.run('documents.query', {
    filter: { storageId, kinds: ['registration', 'registration-change'] },
    offset: 0,
    limit: 1,
  })
  const [row] = rows
  const parts = row && chooseParts(await store.run('documents.parts', { storageId, number: row.number }))
  return parts?.tlv ? readDraft(decodeDocument(parts.tlv).elements) : emptyDraft
}

function readDraft(elements: readonly FfdElement[]): RegistrationDraft {
  const value = (tag: number) => findElement(elements, tag)?.value
  const text = (tag: number) => {
    const found = value(tag)
    return typeof found === 'string' ? found.trim() : ''
  }
  const bits = (tags: readonly number[]) =>
    tags.reduce((mask, tag, bit) => (value(tag) === 1 ? mask | (1 << bit) : mask), 0)
  const taxSystems = value(1062)
  const format = value(1209)
  return {
    ...(Object.fromEntries(Object.entries(texts).map(([name, tag]) => [name, text(tag)])) as Record<
      keyof typeof texts,
      string
    >),
    taxSystems: typeof taxSystems === 'number' ? taxSystems : 0,
    workMode: bits(workModeTags),
    extendedMode: bits(extendedModeTags),
    formatVersion: (typeof format === 'number' && formatOf[format]) || '1.2',
  }
}

const offline = 2

/** What the tax office would not take: field → key of its text. */
export function draftProblems(
  draft: RegistrationDraft,
  cashier: CashierDraft,
  registerSerialNumber: string | undefined,
): Record<string, string> {
  const problems: Record<string, string> = {}
  const need = (name: keyof RegistrationDraft) => {
    if (String(draft[name]).trim() === '') problems[name] = 'missing'
  }
  for (const [name, value] of Object.entries(draft))
    if (typeof value === 'string' && firstForeign(value) !== undefined) problems[name] = 'characters'
  for (const name of ['organisation', 'address', 'place'] as const) need(name)
  if (checkTaxpayerNumber(draft.taxpayerNumber.trim()) !== 'ok') problems['taxpayerNumber'] = 'taxpayer-number'
  if ((draft.workMode & offline) === 0) {
    need('operatorName')
    if (checkTaxpayerNumber(draft.operatorTaxpayerNumber.trim()) !== 'ok')
      problems['operatorTaxpayerNumber'] = 'taxpayer-number'
  }
  if (draft.taxSystems === 0) problems['taxSystems'] = 'missing'
  const number = draft.registrationNumber.trim()
  if (!/^\d{16}$/u.test(number)) problems['registrationNumber'] = 'registration-number'
  else if (
    registerSerialNumber !== undefined &&
    !problems['taxpayerNumber'] &&
    !isRegistrationNumber(number, draft.taxpayerNumber.trim(), registerSerialNumber)
  )
    problems['registrationNumber'] = 'registration-number-foreign'
  return { ...problems, ...cashierProblems(cashier) }
}

export function cashierProblems({ name, taxpayerNumber }: CashierDraft): Record<string, string> {
  return {
    ...(firstForeign(name) !== undefined && { cashierName: 'characters' }),
    ...(name.trim() === '' && { cashierName: 'missing' }),
    ...(taxpayerNumber.trim() !== '' &&
      checkTaxpayerNumber(taxpayerNumber.trim()) !== 'ok' && { cashierTaxpayerNumber: 'taxpayer-number' }),
  }
}

/** A number that does not belong to the register may still be lawful on a debug storage, so it warns and does not stop. */
export const warningProblems: readonly string[] = ['registration-number-foreign']
