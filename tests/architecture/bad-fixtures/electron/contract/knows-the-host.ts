export type { Host } from '../host/create-host.ts'
