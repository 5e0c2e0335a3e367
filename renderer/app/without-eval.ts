import { z } from 'zod'

// The content security policy forbids compiling code from strings; zod would try, and every try is a reported violation.
// Imported before anything that makes a schema.
z.config({ jitless: true })
