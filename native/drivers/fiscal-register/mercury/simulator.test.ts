import { expect, test } from 'vitest'
import { decodeFrame, encodeFrame } from './codec/frame.ts'
import { bench } from './test-bench.ts'

type Answer = Readonly<Record<string, unknown>>

/** A till program at the played service. */
function till() {
  const { clock, simulator, machine } = bench()
  const answers: (Answer | 'empty')[] = []
  const hear = (bytes: Uint8Array) => answers.push((decodeFrame(bytes).message?.value as Answer | undefined) ?? 'empty')
  const { receive } = simulator.attach(hear)
  const ask = (command: string, values: object = {}): Answer | 'empty' | undefined => {
    receive(encodeFrame({ sessionKey, command, ...values }))
    return answers.pop()
  }
  let sessionKey: unknown = null
  const open = () => {
    sessionKey = (ask('OpenSession', { portName: 'COM3' }) as Answer)['sessionKey']
  }
  return { clock, simulator, machine, receive, answers, ask, open }
}

const cashierInfo = { cashierName: 'Ким' }
const bread = { productName: 'Хлеб', qty: 15_000, taxCode: 2, price: 4_000 }
const sale = { checkType: 0, taxSystem: 1, cashierInfo }

test('a till program sells on it, and the storage keeps the receipt', () => {
  const { ask, open, machine } = till()
  open()
  expect(ask('OpenCheck', sale)).toMatchObject({ result: 1, description: 'Смена закрыта' })
  expect(ask('OpenShift', { cashierInfo })).toMatchObject({ result: 0, shiftNum: 2, fiscalDocNum: 5 })
  expect(ask('OpenCheck', sale)).toMatchObject({ result: 0, shiftNum: 2, checkNum: 1 })
  expect(ask('OpenCheck', sale)).toMatchObject({ result: 1, description: 'Чек открыт' })
  expect(ask('AddGoods', bread)).toMatchObject({ goodsNum: 1, goodsSum: 6_000, checkSum: 6_000 })
  expect(ask('AddGoods', { ...bread, sum: 5_000 })).toMatchObject({ goodsNum: 2, checkSum: 11_000 })
  expect(ask('GetStatus')).toMatchObject({ checkInfo: { isOpen: true, goodsQty: 2 } })
  expect(ask('CloseCheck', { payment: { cash: 10_000 } })).toMatchObject({ result: 1 })
  expect(ask('CloseCheck', { payment: { cash: 10_000, ecash: 2_000 } })).toMatchObject({
    result: 0,
    checkNum: 1,
    fiscalDocNum: 6,
    changeSum: 1_000,
  })
  expect(machine.storage.find(6)).toMatchObject({ documentType: 3, operation: 1, sumKop: 11_000 })
  expect(ask('OpenCheck', { ...sale, checkType: 1 })).toMatchObject({ result: 0, checkNum: 2 })
  expect(ask('ResetCheck')).toMatchObject({ result: 0 })
  expect(ask('ResetCheck')).toMatchObject({ result: 1 })
  expect(ask('CloseShift', { cashierInfo })).toMatchObject({ fiscalDocNum: 7 })
  expect(machine.executed.get('fiscal-document')).toBe(3)
})

test('cash is brought and taken as far as there is any', () => {
  const { ask, open } = till()
  open()
  expect(ask('BringMoney', { cash: 5_000, cashierInfo })).toMatchObject({ result: 0 })
  expect(ask('WithdrawMoney', { cash: 6_000, cashierInfo })).toMatchObject({ result: 1 })
  expect(ask('WithdrawMoney', { cash: 2_000, cashierInfo })).toMatchObject({ result: 0 })
  expect(ask('GetStatus')).toMatchObject({ shiftInfo: { cash: 3_000 } })
})

test('documents of the archive are printed, others are not', () => {
  const { ask, open } = till()
  open()
  expect(ask('PrintDocFromFN', { fiscalDocNum: 3 })).toMatchObject({ result: 0 })
  expect(ask('PrintDocFromFN', { fiscalDocNum: 9 })).toMatchObject({ result: 1, description: 'Документ не найден' })
})

test('what is no request is refused, and the next one is heard', async () => {
  const { ask, open, receive, answers, clock } = till()
  expect(ask('GetStatus')).toMatchObject({ result: 1, description: 'Сессия не открыта' })
  open()
  expect(ask('Explode')).toMatchObject({ result: 1, description: 'Неизвестная команда' })
  expect(ask('SetDateTime', { dateTime: 'soon' })).toMatchObject({ result: 1 })
  receive(Uint8Array.of(0, 0, 0, 3, 0x7b, 0xff, 0x7d))
  expect(answers.pop()).toMatchObject({ description: 'Неверный формат запроса' })
  receive(new Uint8Array(4))
  expect(answers.pop()).toMatchObject({ description: 'Пустой запрос' })
  receive(encodeFrame({ command: 'GetDriverInfo' }).slice(0, 20))
  await clock.advance(1_000)
  expect(ask('GetDriverInfo')).toMatchObject({ result: 0, driverVer: '1.2.2.0' })
  expect(ask('ClosePorts')).toMatchObject({ result: 0 })
})

test('a register without power is lost to the service until a session is opened', () => {
  const { ask, open, simulator } = till()
  open()
  simulator.control('power-cycle-after-execution')
  expect(ask('OpenBox')).toBe('empty')
  expect(ask('GetStatus')).toMatchObject({ result: 1 })
  open()
  expect(ask('GetStatus')).toMatchObject({ result: 0 })
  expect(simulator.state).toMatchObject({ drawerOpen: true, model: 'Меркурий-185Ф' })
})
