// At the end of the stock pages' own script: a link to Vernier's pages in their side bar.
document.addEventListener('DOMContentLoaded', function () {
  var list = document.querySelector('.sidebar .nav');
  if (!list) {
    return;
  }
  var link = document.createElement('a');
  link.className = 'nav-link';
  link.id = 'vernier-link';
  link.href = '/vernier';
  var icon = document.createElement('i');
  icon.className = 'nav-icon cui-layers';
  link.append(icon, 'Vernier');
  link.addEventListener('click', function () {
    // The session that the stock page shows, if it says; in multi-session mode as it stands in the address.
    if (typeof currSession === 'string' && currSession) {
      var session = multiSession ? decodeURIComponent(currSession) : currSession;
      link.href = '/vernier?session=' + encodeURIComponent(session);
    }
  });
  var item = document.createElement('li');
  item.className = 'nav-item';
  item.append(link);
  list.append(item);
});
