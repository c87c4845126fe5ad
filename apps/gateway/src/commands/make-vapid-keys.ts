/** Prints a new pair of keys for Web Push, as settings. Devices that subscribed with an older pair are not reached by a newer one. */
import webPush from 'web-push';

const { publicKey, privateKey } = webPush.generateVAPIDKeys();
console.log(`FOYER_VAPID_PUBLIC_KEY=${publicKey}\nFOYER_VAPID_PRIVATE_KEY=${privateKey}`);
