// Sends what a shop's server sends with Segment's own client, which only knows another host.
import { Analytics } from '@segment/analytics-node'

const { HOST, WRITE_KEY, CLICK_ID } = process.env

const analytics = new Analytics({ host: HOST, writeKey: WRITE_KEY, flushAt: 20, maxRetries: 3 })
const failures = []
analytics.on('error', (error) => failures.push(error))

const order = {
  anonymousId: 'anon-1',
  userId: 'cust-node',
  event: 'Order Completed',
  messageId: 'node-order-1',
  properties: {
    order_id: 'node-1',
    revenue: 25.5,
    currency: 'usd',
    coupon: 'SPRING10',
    products: [{ sku: 'a', category: 'books', quantity: 2, price: 12.75 }],
  },
  context: {
    ip: '203.0.113.9',
    page: { url: `https://shop.example/thanks?x=1&click_id=${CLICK_ID}` },
  },
}
analytics.identify({
  userId: 'cust-node',
  anonymousId: 'anon-1',
  traits: { email: 'Anna@Example.org' },
})
analytics.page({
  anonymousId: 'anon-1',
  name: 'Home',
  properties: { url: 'https://shop.example/p?secret=1' },
})
analytics.track(order)
analytics.track(order)
analytics.track({ anonymousId: 'anon-1', event: 'Product Viewed', properties: { sku: 'a' } })
analytics.screen({ anonymousId: 'anon-1', name: 'Start' })
analytics.group({ userId: 'cust-node', groupId: 'g-1' })
analytics.alias({ userId: 'cust-node', previousId: 'anon-0' })
await analytics.closeAndFlush({ timeout: 10_000 })
if (failures.length > 0) {
  console.error(failures)
  process.exit(1)
}
