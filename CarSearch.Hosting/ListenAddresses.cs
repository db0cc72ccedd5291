using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;

namespace CarSearch.Hosting;

/// <summary>Configures and validates the addresses on which a web server listens.</summary>
public static class ListenAddresses
{
    private const string DefaultAddress = "http://localhost:7071";

    /// <summary>Sets the listen address if none is configured.</summary>
    public static void UseDefault(WebApplicationBuilder builder, string address = DefaultAddress)
    {
        if (!GetConfigured(builder.Configuration).Any())
        {
            builder.WebHost.UseUrls(address);
        }
    }

    /// <summary>
    /// Validates the configured addresses. A delegate returns the error message for one that is not a loopback address; without it, such
    /// addresses are allowed.
    /// </summary>
    /// <exception cref="InvalidOperationException">An address is invalid or not allowed; the message contains it.</exception>
    public static void Validate(IConfiguration configuration, Func<string, string>? loopbackRequired)
    {
        if (GetConfigured(configuration).FirstOrDefault(address => !IsAddress(address)) is { } invalid)
        {
            throw new InvalidOperationException(
                $"\"{invalid}\" is not a valid address to listen on. Use an address such as {DefaultAddress} "
                + "(settings urls, http_ports, https_ports, Kestrel:Endpoints).");
        }

        if (loopbackRequired is not null && GetConfigured(configuration).FirstOrDefault(address => !IsLocal(address)) is { } remote)
        {
            throw new InvalidOperationException(loopbackRequired(remote));
        }
    }

    /// <summary>Returns whether a host name or an IP address is that of this machine alone.</summary>
    public static bool IsLoopback(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static IEnumerable<string> GetConfigured(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        return [.. Split("urls"), .. GetPorts("http"), .. GetPorts("https"), .. endpoints];

        string[] Split(string key) =>
            (configuration[key] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

        IEnumerable<string> GetPorts(string scheme) => Split($"{scheme}_ports").Select(port => $"{scheme}://*:{port}");
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

    private static bool IsLocal(string address)
    {
        var binding = BindingAddress.Parse(address);
        return binding.IsUnixPipe || binding.IsNamedPipe || IsLoopback(binding.Host);
    }
}
