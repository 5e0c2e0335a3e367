import { configure } from '@testing-library/react'

/** How long a test waits for what has to appear: a limit for what never comes, not a measure of speed. */
configure({ asyncUtilTimeout: 20_000 })
