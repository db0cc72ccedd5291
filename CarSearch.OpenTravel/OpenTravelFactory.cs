using CarSearch.OpenTravel.Transport;
using CarSearch.Suppliers;
using Microsoft.Extensions.Logging;

namespace CarSearch.OpenTravel;

/// <summary>Creates suppliers that speak OpenTravel.</summary>
internal sealed class OpenTravelFactory(IHttpClientFactory clients, TimeProvider time, ILoggerFactory loggers) : ISupplierFactory
{
    /// <inheritdoc/>
    public string Kind => "OpenTravel";

    /// <inheritdoc/>
    public IEnumerable<ISupplier> Create(SupplierSettings settings)
    {
        // The binder's error would contain the value, and addresses may contain secrets.
        if (settings[nameof(OpenTravelOptions.Endpoint)] is { } endpoint && !Uri.TryCreate(endpoint, UriKind.RelativeOrAbsolute, out _))
        {
            settings.AddError(OpenTravelOptions.InvalidEndpoint);
            return [];
        }

        return settings.Bind<OpenTravelOptions>(options => options.Validate()) is { } options ? [Create(options)] : [];
    }

    /// <summary>Creates a supplier.</summary>
    public OpenTravelSupplier Create(OpenTravelOptions options)
    {
        var connection = new SupplierConnection(
            options.Name!,
            options.Timeout,
            options.MaxConcurrency,
            clients.CreateClient(OpenTravelServices.ClientName),
            time,
            loggers.CreateLogger<SupplierConnection>());
        return new(options, connection, time, loggers.CreateLogger<OpenTravelSupplier>());
    }
}
