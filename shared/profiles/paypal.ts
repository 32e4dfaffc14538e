import type { ArgumentRole, ToolProfile } from '../contract/tool-profile.ts';
import { args } from './roles.ts';

const refund: ArgumentRole = {
  role: 'spend',
  unit: 'major',
  currency: { pointer: '/amount/currency_code' },
};

/** PayPal's own tools that move money or show where it went; the rest is read by its schema. */
export const paypalProfile: ToolProfile = {
  server: 'paypal',
  packages: ['@paypal/mcp', '@paypal/agent-toolkit', 'mcp.paypal.com'],
  anywhere: false,
  source: '@paypal/agent-toolkit, mcp/index.js',
  tools: {
    create_refund: args(
      { value: 'capture_id invoice_id', payload: 'note_to_payer', part: 'amount/currency_code' },
      { '/amount/value': refund },
    ),
    get_refund: args({ value: 'refund_id' }),
    get_order: args({ value: 'id' }),
    pay_order: args({ value: 'id' }),
    get_invoice: args({ value: 'invoice_id' }),
    get_dispute: args({ value: 'dispute_id' }),
    get_merchant_insights: args({ option: 'start_date end_date insight_type time_interval' }),
  },
};
