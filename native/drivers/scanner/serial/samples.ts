import { sampleSheet } from '../sample-sheet.ts'

const training = (value: string, length: number) =>
  `dGVz${value}`.padEnd(length - 2, 'b0Rk').slice(0, length - 2) + '=='

/** Codes that the simulated scanner can be shown. Marking codes are training ones: their check part starts with `dGVz`. */
export const samples = [
  { label: { ru: 'Товар, EAN-13', en: 'Goods, EAN-13' }, value: sampleSheet.ean13 },
  { label: { ru: 'Блок сигарет', en: 'Block of cigarettes' }, value: '010462930887704421DzkcYt2␝8005090000␝93dGVz' },
  { label: { ru: 'Молоко', en: 'Milk' }, value: "0104670540176099215'W9Um␝93dGVz" },
  {
    label: { ru: 'Обувь', en: 'Shoes' },
    value: `010406047769798721QkmvHY.+O5crD␝918097␝92${training('Za6ZlkdG3zynfnllYpMQSrbZ7Gu', 88)}`,
  },
  { label: { ru: 'Лекарство', en: 'Medicine' }, value: sampleSheet.dataMatrix.replaceAll('\u001D', '␝') },
  { label: { ru: 'Пиво', en: 'Beer' }, value: '0104602220006549215opFcmK␝93dGVz' },
  {
    label: { ru: 'Акцизная марка (PDF417)', en: 'Excise stamp (PDF417)' },
    value: '20N0000152419RAYLTL37TX31219019004460R96J2Z9KXYLKRCWGQOUOIUDYXVY6MCW',
  },
  {
    label: { ru: 'QR чека', en: 'Receipt QR' },
    value: 't=20261123T1200&s=182.41&fn=9999078900000001&i=7&fp=2295327241&n=1',
  },
  {
    label: { ru: 'QR оплаты по СБП', en: 'SBP payment QR' },
    value: 'https://qr.nspk.ru/AS10000TRAINING000000000000000000?type=01&bank=100000000000&sum=18241&cur=RUB&crc=0000',
  },
  {
    label: { ru: 'Буквы и знаки с листа образцов', en: 'Letters and signs of the sample sheet' },
    value: sampleSheet.letters,
  },
] as const
