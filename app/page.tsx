export { Home as default } from '@/components/site/home';
