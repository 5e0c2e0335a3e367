export interface Text {
  readonly ru: string
  readonly en: string
}

const text = (ru: string, en: string): Text => ({ ru, en })

/** Names of the pieces of codes that have no application identifiers. */
export const partTitles: Readonly<Record<string, Text>> = {
  gtin: text('Код товара (GTIN)', 'Item number (GTIN)'),
  serial: text('Серийный номер', 'Serial number'),
  price: text('Максимальная розничная цена', 'Maximum retail price'),
  check: text('Код проверки', 'Check code'),
  t: text('Дата и время', 'Date and time'),
  s: text('Сумма', 'Sum'),
  fn: text('Номер ФН', 'Fiscal storage number'),
  i: text('Номер документа', 'Document number'),
  fp: text('Фискальный признак', 'Fiscal sign'),
  n: text('Вид чека', 'Kind of receipt'),
  alcocode: text('Алкокод', 'Alcohol code'),
  type: text('Тип марки', 'Stamp type'),
  series: text('Серия', 'Series'),
  number: text('Номер', 'Number'),
  month: text('Месяц', 'Month'),
  year: text('Год', 'Year'),
  version: text('Версия', 'Version'),
}

const elementProblems: Readonly<Record<string, Text>> = {
  UNKNOWN_AI: text('неизвестный идентификатор', 'unknown application identifier'),
  EMPTY_VALUE: text('пустое значение', 'empty value'),
  INCORRECT_LENGTH: text('неверная длина', 'wrong length'),
  INCORRECT_CHECK_DIGIT: text('неверная контрольная цифра', 'wrong check digit'),
  NON_DIGIT_CHARACTER: text('не только цифры', 'characters that are not digits'),
  INVALID_CSET82_CHARACTER: text('недопустимый символ', 'a character that GS1 does not allow'),
  ILLEGAL_MONTH: text('нет такого месяца', 'no such month'),
  ILLEGAL_DAY: text('нет такого дня', 'no such day'),
}

export const texts = {
  gs1: text('Данные GS1', 'GS1 data'),
  marking: text('Код маркировки', 'Marking code'),
  receipt: text('QR-код чека', 'Receipt QR code'),
  stamp: text('Акцизная марка', 'Excise stamp'),
  ean: text('Штрихкод товара', 'Goods bar code'),
  text: text('Текст', 'Text'),
  inStoreNumber: text('Внутренний код магазина', 'In-store number'),
  notGs1Symbol: text('DataMatrix прочитан не как GS1', 'Data Matrix was not read as GS1'),
  receiptProblem: text('QR-код чека записан с ошибкой', 'The receipt QR code has an error'),
  stampProblem: text(
    'Марка искажена: проверьте раскладку и Caps Lock, отсканируйте ещё раз',
    'The stamp is spoiled: check layout and Caps Lock, scan again',
  ),
  element(ai: string, problem: string): Text {
    const what = elementProblems[problem] ?? text(problem, problem)
    return ai === '' ? what : text(`(${ai}): ${what.ru}`, `(${ai}): ${what.en}`)
  },
}
