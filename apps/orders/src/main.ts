import { createHttpClient, parseBaseUrl } from '@shop/http-client';
import { startService } from '@shop/http-service';
import { createCatalog } from './catalog.ts';
import { orderRoutes } from './order-routes.ts';
import { createPayments } from './payments.ts';

const clientOf = (service: string, variable: string) =>
  createHttpClient({ service, baseUrl: parseBaseUrl(variable, process.env) });

const catalog = createCatalog(clientOf('catalog', 'CATALOG_URL'));
const payments = createPayments(clientOf('payments', 'PAYMENTS_URL'));
await startService('orders', orderRoutes({ catalog, payments }));
