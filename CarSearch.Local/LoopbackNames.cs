using CarSearch.Api;
using CarSearch.Hosting;

namespace CarSearch.Local;

/// <summary>
/// Checks that a request to a host without access keys was sent to a loopback name, by a program or a page of this machine. Otherwise a
/// page of any site whose name resolves to this machine (DNS rebinding) could use the tools through the browser of its user.
/// </summary>
internal static class LoopbackNames
{
    /// <summary>Returns 403 if the header <c>Host</c> or <c>Origin</c> names another machine, or null.</summary>
    public static Problem? Check(HttpRequest request) =>
        !ListenAddresses.IsLoopback(request.Host.Host) ? Foreign("Host", "localhost, 127.0.0.1 or [::1]")
        : request.Headers.Origin is { Count: > 0 } origin
            && !(Uri.TryCreate(origin.ToString(), UriKind.Absolute, out var page) && ListenAddresses.IsLoopback(page.Host))
            ? Foreign("Origin", "none, or a page of this machine such as http://localhost:6274")
        : null;

    private static Problem Foreign(string header, string allowed) => new(
        StatusCodes.Status403Forbidden,
        "ForeignHost",
        $"Without access keys this host serves its own machine only. The header {header} is not valid. Allowed: {allowed}. "
            + "To serve others, set CarSearch:Keys:NAME.");
}
