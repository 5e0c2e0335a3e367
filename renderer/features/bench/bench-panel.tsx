export function BenchPanel(_: { readonly onClose: () => void }) {
  return null
}
