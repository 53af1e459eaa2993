import { startService } from '@shop/http-service';
import { parseLimit } from './parse-limit.ts';
import { paymentRoutes } from './payment-routes.ts';

const limit = parseLimit(process.env['PAYMENT_LIMIT']);
await startService('payments', paymentRoutes(limit));
