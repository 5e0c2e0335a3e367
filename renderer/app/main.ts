import './without-eval.ts'
import '../rpc/token.ts'

// What makes schemas or reads the address comes in a second step: within one step a bundle may run them first.
void import('./start.tsx')
