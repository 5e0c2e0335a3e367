import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import type { Role } from '../../../electron/contract/vocabulary.ts'
import type { ShopDraft, Wizard, WizardStep } from '../../../electron/contract/wizard.ts'
import { api, client } from '../../rpc/client.ts'
import { live, useLive } from '../../rpc/subscriptions.ts'
import { useOnChange } from '../../ui/use-on-change.ts'

/** The installation as the host keeps it; every answer of a procedure replaces it. */
export function useWizard() {
  const queryClient = useQueryClient()
  const queryKey = api.wizard.get.queryKey()
  const query = useQuery(api.wizard.get.queryOptions({ staleTime: 0 }))
  const keep = (wizard: Wizard) => queryClient.setQueryData(queryKey, wizard)
  // What blocks a step depends on devices and checks, of which the host does not speak here by itself.
  const devices = useLive(live.devices)
  const states =
    devices &&
    [devices.search.state, ...devices.bindings.map(({ health, familyId }) => `${health} ${familyId ?? ''}`)].join()
  useOnChange(states, () => void queryClient.invalidateQueries({ queryKey: api.wizard.get.key() }))
  return {
    query,
    saveShop: useMutation({ mutationFn: (shop: ShopDraft) => client.wizard.saveShop(shop), onSuccess: keep }),
    go: useMutation({ mutationFn: (step: WizardStep) => client.wizard.go({ step }), onSuccess: keep }),
    complete: useMutation({ mutationFn: (step: WizardStep) => client.wizard.complete({ step }), onSuccess: keep }),
    skip: useMutation({
      mutationFn: ({ role, reason }: { role: Role; reason: string }) => client.wizard.skipRole({ role, reason }),
      onSuccess: keep,
    }),
    unskip: useMutation({ mutationFn: (role: Role) => client.wizard.unskipRole({ role }), onSuccess: keep }),
    startNew: useMutation({ mutationFn: () => client.wizard.startNew(), onSuccess: keep }),
  }
}

export type WizardActions = ReturnType<typeof useWizard>
