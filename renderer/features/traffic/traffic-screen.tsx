export function TrafficScreen() {
  return null
}
