using System.Net;

namespace CarSearch.Local;

/// <summary>Where the embedded host listens. Without access keys, that is this machine alone.</summary>
internal static class ListenAddresses
{
    /// <summary>The address unless one is configured.</summary>
    public const string Default = "http://localhost:7071";

    /// <summary>Sets the default address where none is configured.</summary>
    public static void UseDefault(WebApplicationBuilder builder, string address = Default)
    {
        if (!Configured(builder.Configuration).Any())
        {
            builder.WebHost.UseUrls(address);
        }
    }

    /// <summary>Refuses what is no address, and to serve other machines when there are no keys.</summary>
    /// <exception cref="InvalidOperationException">An address can't be read, or is not of the loopback; the message names it.</exception>
    public static void Check(IConfiguration configuration, bool hasKeys) => Check(configuration, hasKeys ? null : open =>
        $"Without access keys only this machine is served, but \"{open}\" can be reached from others. Set a key (CarSearch:Keys:NAME, {LocalOptions.ShortestKey} characters or more), or listen on localhost.");

    /// <summary>Refuses what is no address, and to serve other machines if there is a sentence for it.</summary>
    /// <param name="configuration">Where the addresses are.</param>
    /// <param name="refusal">Makes the sentence, of the address; null when other machines may be served.</param>
    /// <exception cref="InvalidOperationException">An address can't be read, or is not of the loopback; the message names it.</exception>
    public static void Check(IConfiguration configuration, Func<string, string>? refusal)
    {
        if (Configured(configuration).FirstOrDefault(address => !IsAddress(address)) is { } unreadable)
        {
            throw new InvalidOperationException($"\"{unreadable}\" is not an address to listen on; one looks like {Default} (settings urls, http_ports, https_ports, Kestrel:Endpoints).");
        }

        if (refusal is not null && Configured(configuration).FirstOrDefault(address => !IsLoopback(address)) is { } open)
        {
            throw new InvalidOperationException(refusal(open));
        }
    }

    private static IEnumerable<string> Configured(IConfiguration configuration)
    {
        var urls = (configuration["urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        return [.. urls, .. Ports("http"), .. Ports("https"), .. endpoints];

        IEnumerable<string> Ports(string scheme) =>
            (configuration[$"{scheme}_ports"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(port => $"{scheme}://*:{port}");
    }

    private static bool IsAddress(string address)
    {
        try
        {
            return BindingAddress.Parse(address).Scheme.ToUpperInvariant() is "HTTP" or "HTTPS";
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsLoopback(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe || binding.IsNamedPipe
            || binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(binding.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
