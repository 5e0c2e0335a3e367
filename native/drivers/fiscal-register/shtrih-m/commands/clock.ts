import { machineDate, machineTime } from '../../shared/codec/dates.ts'
import { field, sequence } from '../../shared/codec/layout.ts'
import { command, password } from './command.ts'

export const setTime = command(0x21, 'set time', { request: sequence(password, field('time', machineTime)) })

/** Puts the machine into mode 6, where it stays until the same date comes again with 23h. */
export const setDate = command(0x22, 'set date', { request: sequence(password, field('date', machineDate)) })

export const confirmDate = command(0x23, 'confirm date', { request: sequence(password, field('date', machineDate)) })

export const clockCommands = [setTime, setDate, confirmDate]
