import { spoilExchangesOf } from './register-exchanges.ts'

/** One byte of parity lets some pairs of faults in an answer through, so questions are judged only over the layer with a CRC. */
const protectedQuestions = ['readDocument', 'readShift']
/** Without a CRC two faults can turn one refusal of a chain of commands into another. */
const chains = ['openShift', 'closeShift', 'closeStorage', 'registerStorage']
const moving = [
  'beep',
  'cut',
  'openDrawer',
  'printXReport',
  'printText',
  'continuePrint',
  'writeTableField',
  'setClock',
]

spoilExchangesOf('shtrih-m', {
  severalFaults: (label, exchange) =>
    moving.includes(exchange) ||
    (label.endsWith('v2') && (protectedQuestions.includes(exchange) || chains.includes(exchange))),
})
