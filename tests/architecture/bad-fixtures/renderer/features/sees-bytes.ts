export { decodeDocument } from '../../native/codecs/ffd/index.ts'
