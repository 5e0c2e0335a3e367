import type { Generated } from 'kysely'

/** The tables as TypeScript sees them. Booleans are 0 and 1, times are ISO 8601, bodies are JSON. */
export interface Schema {
  setting: { name: string; value: string }
  binding: { bench: number; role: string; body: string }
  installation: { id: string; bench: number; body: string; started_at: string; updated_at: string; current: number }
  check_result: {
    run_id: string
    bench: number
    check_id: string
    role: string
    verdict: string
    body: string
    finished_at: string
  }
  operation: { id: string; bench: number; state: string; body: string; started_at: string }
  act: {
    id: string
    year: number
    ordinal: number
    created_at: string
    body: string
    evidence: string
    pdf: Uint8Array
  }
  traffic: {
    id: number
    at: string
    role: string | null
    family_id: string | null
    address: string
    direction: string
    kind: string
    bytes: Uint8Array
    event: string | null
    name: string | null
    reason: string | null
  }
  traffic_pin: { first_id: number; last_id: number }
  chain_head: { storage_id: string; sequence: number; hash: string }
  storage: {
    storage_id: string
    bench: number
    register_model: string | null
    register_serial_number: string | null
    registration_number: string | null
    taxpayer_number: string | null
    valid_until: string | null
    phase: string
    last_number_on_device: number
    documents_left: number | null
    unsent_count: number
    unsent_first_number: number | null
    unsent_first_time: string | null
    last_read_at: string | null
  }
  finding: {
    finding_id: Generated<number>
    storage_id: string
    number: number | null
    rule: string
    severity: 'notice' | 'attention' | 'failure'
    data: string
    source: string
  }
  absent_document: { storage_id: string; number: number; asked_at: string }
}
