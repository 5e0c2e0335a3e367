export function FiscalLogScreen() {
  return null
}
