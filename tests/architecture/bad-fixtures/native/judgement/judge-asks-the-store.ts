import { openStoreInThread } from '../../electron/host/store/store.ts'

export const rows = openStoreInThread(':memory:')
