import { createHttpClient, parseBaseUrl } from '@shop/http-client';
import { startService } from '@shop/http-service';
import { createCache } from './cache/create-cache.ts';
import { createCatalog } from './catalog.ts';
import { createOrders } from './orders.ts';
import { storefrontRoutes } from './storefront-routes.ts';

const clientOf = (service: string, variable: string) =>
  createHttpClient({ service, baseUrl: parseBaseUrl(variable, process.env) });

const catalog = createCatalog(
  clientOf('catalog', 'CATALOG_URL'),
  createCache(process.env['CACHE_URL']),
);
const orders = createOrders(clientOf('orders', 'ORDERS_URL'));
await startService('storefront', storefrontRoutes({ catalog, orders }));
