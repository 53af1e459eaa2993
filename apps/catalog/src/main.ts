import { startService } from '@shop/http-service';
import { catalogRoutes } from './catalog-routes.ts';
import { products } from './products.ts';

await startService('catalog', catalogRoutes(products));
