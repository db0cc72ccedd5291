using System.Text;

namespace CarSearch.Sandbox;

/// <summary>Faults of the transmission: delay, loss, wrong charset. They also apply to the errors of an invalid message.</summary>
internal static class WireFaults
{
    private const int DefaultDelaySeconds = 60;

    public static IReadOnlyList<Fault> All { get; } =
    [
        new("slow", $"the offers, late (&seconds=N, default {DefaultDelaySeconds})", SendLateAsync),
        new("stall", "half of the response, then nothing, with the connection open", StallAsync),
        new("reset", "the connection is reset before the response", exchange =>
        {
            exchange.Http.Abort();
            return Task.CompletedTask;
        }),
        new("truncated", "the response ends in the middle of a tag, without an error of the connection", TruncateAsync),
        new("cut", "half of the response, then the connection is reset", CutAsync),
        new("charset", "declared as UTF-8, but ISO 8859-1, with an é in every vendor's name", SendWrongCharsetAsync),
    ];

    private static async Task SendLateAsync(Exchange exchange)
    {
        await Task.Delay(TimeSpan.FromSeconds(exchange.Selection.Seconds ?? DefaultDelaySeconds), exchange.Time, exchange.CancellationToken)
            .ConfigureAwait(false);
        await exchange.SendOffersAsync().ConfigureAwait(false);
    }

    private static async Task StallAsync(Exchange exchange)
    {
        await SendHalfAsync(exchange).ConfigureAwait(false);
        await Task.Delay(Timeout.InfiniteTimeSpan, exchange.Time, exchange.CancellationToken).ConfigureAwait(false);
    }

    private static async Task TruncateAsync(Exchange exchange)
    {
        var bytes = await StartAsync(exchange).ConfigureAwait(false);

        // Ends two characters after a "<", which is never a complete tag.
        var half = bytes.Length / 2;
        var end = bytes.AsSpan(half).IndexOf((byte)'<') is var index and >= 0 ? half + index : bytes.AsSpan().LastIndexOf((byte)'<');
        await exchange.Response.Body.WriteAsync(bytes.AsMemory(0, end + 3), exchange.CancellationToken).ConfigureAwait(false);
    }

    private static async Task CutAsync(Exchange exchange)
    {
        await SendHalfAsync(exchange).ConfigureAwait(false);
        exchange.Http.Abort();
    }

    private static async Task SendHalfAsync(Exchange exchange)
    {
        var bytes = await StartAsync(exchange).ConfigureAwait(false);
        await exchange.Response.Body.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), exchange.CancellationToken).ConfigureAwait(false);

        // Flushes the compression too.
        await exchange.Response.Body.FlushAsync(exchange.CancellationToken).ConfigureAwait(false);
    }

    private static async Task SendWrongCharsetAsync(Exchange exchange)
    {
        var change = new OfferChange { Vendors = vendors => vendors.Select(vendor => vendor with { Vendor = $"{vendor.Vendor} Café" }) };
        var bytes = await StartAsync(exchange, change).ConfigureAwait(false);
        await exchange.Response.Body.WriteAsync(Encoding.Convert(Encoding.UTF8, Encoding.Latin1, bytes), exchange.CancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>Sets the headers of the response and creates its body.</summary>
    private static async Task<byte[]> StartAsync(Exchange exchange, OfferChange? change = null)
    {
        var response = await exchange.CreateOffersAsync(change).ConfigureAwait(false);
        response.SetHeaders(exchange.Response);
        using var bytes = new MemoryStream();
        await response.WriteAsync(bytes, exchange.CancellationToken).ConfigureAwait(false);
        return bytes.ToArray();
    }
}
