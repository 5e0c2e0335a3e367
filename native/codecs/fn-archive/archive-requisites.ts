/**
 * Requisites that a storage keeps for five years, by document code and in the order in which an archive has them (приказ
 * ЕД-7-20/662@, таблицы 142–147). A report of registration or of closing the storage is kept whole and is not listed.
 */
const shiftReport = [1002, 1012, 1038, 1040, 1041, 1077]
const stateReport = [1012, 1038, 1040, 1041, 1097, 1098, 1077]
const shortReceipt = [1012, 1054, 1020, 1040, 1041, 1077]
const shortCorrection = [1012, 1054, 1020, 1040, 1077]
const payments = [1031, 1081, 1215, 1216, 1217]
const taxes = [1102, 1103, 1104, 1105, 1106, 1107]
const buyer = [1228, 1245, 1246, 1256]
const longCorrection = [1012, 1038, 1054, 1055, 1020, ...payments, ...taxes, 1192, ...buyer, 1040, 1041, 1077]
const longReceipt = [...longCorrection.slice(0, -3), 1059, 1040, 1041, 1077]

/** What is kept of a position (1059). */
export const itemRequisites: ReadonlySet<number> = new Set([
  1214, 1212, 1222, 1226, 1162, 1300, 1301, 1302, 1303, 1304, 1305, 1306, 1307, 1308, 1309, 1320, 1321, 1322, 1323,
  1324, 1325, 1326, 1023, 1043,
])

/** Tags to keep of a document, in order; `undefined` where the whole document is kept. `ffdVersion` is the code of tag 1209. */
export function archivedTags(code: number, ffdVersion: number): readonly number[] | undefined {
  const short = ffdVersion <= 2
  switch (code) {
    case 2:
    case 5:
      return shiftReport
    case 21:
      return stateReport
    case 3:
    case 4:
      return short ? shortReceipt : longReceipt
    case 31:
    case 41:
      return short ? shortCorrection : longCorrection
    default:
      return undefined
  }
}

/** What is kept of the operator's confirmation. */
export const confirmationTags: readonly number[] = [1017, 1012, 1078]
