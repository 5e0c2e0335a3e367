import { SerialPort } from 'serialport'
export const port = SerialPort
