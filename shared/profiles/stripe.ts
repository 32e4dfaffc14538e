import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

/** Amounts are in the currency's smallest unit (docs.stripe.com/currencies#zero-decimal). */
const price: ArgumentRole = { role: 'spend', unit: 'minor', currency: { pointer: '/currency' } };
const discount: ArgumentRole = { role: 'spend', unit: 'minor', currency: { pointer: '/currency' } };

/**
 * Stripe's own tools, as they came with the toolkit until 0.7; newer releases get theirs from Stripe. A refund names no currency, so that
 * its amount is a value.
 */
export const stripeProfile: ToolProfile = {
  server: 'stripe',
  packages: ['@stripe/mcp', 'mcp.stripe.com'],
  anywhere: false,
  source: '@stripe/agent-toolkit 0.7.11, modelcontextprotocol',
  tools: {
    create_customer: args({ value: 'email', payload: 'name' }),
    list_customers: args({ value: 'email', option: 'limit' }),
    create_product: args({ payload: 'name description' }),
    list_products: args({ option: 'limit' }),
    create_price: args({ value: 'product', part: 'currency' }, { '/unit_amount': price }),
    list_prices: args({ value: 'product', option: 'limit' }),
    create_payment_link: args({ value: 'price quantity', site: 'redirect_url' }),
    create_invoice: args({ value: 'customer', option: 'days_until_due' }),
    list_invoices: args({ value: 'customer', option: 'limit' }),
    create_invoice_item: args({ value: 'customer price invoice' }),
    finalize_invoice: args({ value: 'invoice' }),
    retrieve_balance: {},
    create_refund: args({ value: 'payment_intent amount' }),
    list_payment_intents: args({ value: 'customer', option: 'limit' }),
    list_subscriptions: args({ value: 'customer price', option: 'status limit' }),
    cancel_subscription: args({ value: 'subscription' }),
    update_subscription: args({ value: 'subscription proration_behavior items' }),
    search_stripe_documentation: args({ payload: 'question', option: 'language' }),
    list_coupons: args({ option: 'limit' }),
    create_coupon: args(
      { value: 'percent_off duration duration_in_months', payload: 'name', part: 'currency' },
      { '/amount_off': discount },
    ),
    update_dispute: args({ value: 'dispute submit', payload: 'evidence' }),
    list_disputes: args({ value: 'charge payment_intent', option: 'limit' }),
  },
};
