import { expect, test } from 'vitest'
import { receiptQrText, summariseDocument } from '../codecs/ffd/index.ts'
import { compareReceiptQr } from './receipt-qr.ts'
import { cleanLife } from './test-support/life.ts'

const summary = summariseDocument(cleanLife().find(({ tlv }) => tlv[0] === 3)!)
const text = receiptQrText(summary) ?? ''

test('the code of the document itself differs in nothing, with seconds or without', () => {
  expect(text).not.toBe('')
  expect(compareReceiptQr(text, summary)).toEqual([])
  expect(compareReceiptQr(text.replace(/t=(\w+)&/u, 't=$159&'), summary)).toEqual([])
})

test.each([
  ['dateTime', /t=\d{8}/u, 't=20200101'],
  ['sum', /s=/u, 's=9'],
  ['fn', /fn=9/u, 'fn=8'],
  ['fd', /&i=/u, '&i=9'],
  ['fpd', /fp=\d+/u, 'fp=1'],
  ['operation', /n=1$/u, 'n=2'],
])('another %s is named', (field, pattern, replacement) => {
  expect(compareReceiptQr(text.replace(pattern, replacement), summary)).toMatchObject([{ field }])
})

test('what is no code of a receipt says what is wrong', () => {
  expect(compareReceiptQr('4607034170010', summary)).toEqual({ field: 'dateTime', why: 'not a date and time' })
})
