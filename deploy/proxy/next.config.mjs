// The edge below a site that Next.js serves, at /_t/.
export default {
  async rewrites() {
    return [{ source: '/_t/:path*', destination: 'https://track.shop.example/:path*' }];
  },
};
