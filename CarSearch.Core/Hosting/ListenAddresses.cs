using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CarSearch.Hosting;

/// <summary>Where a host with a web server of its own listens.</summary>
public static class ListenAddresses
{
    private const string Default = "http://localhost:7071";

    /// <summary>Sets the address to listen on where none is configured.</summary>
    /// <param name="builder">The host.</param>
    /// <param name="address">The address.</param>
    public static void UseDefault(WebApplicationBuilder builder, string address = Default)
    {
        if (!Configured(builder.Configuration).Any())
        {
            builder.WebHost.UseUrls(address);
        }
    }

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
