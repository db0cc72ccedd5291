using System.Net;
using System.Text;
using System.Xml.Linq;
using CarSearch.OpenTravel;
using CarSearch.OpenTravel.Transport;
using CarSearch.Rentals;
using CarSearch.Suppliers;
using CarSearch.Tests.Support;
using Microsoft.Extensions.Logging;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The server of a supplier named Northway, which responds by the pick-up location of a request.</summary>
internal sealed class FakeSupplier : HttpMessageHandler
{
    private static readonly XNamespace Ota = "http://www.opentravel.org/OTA/2003/05";
    private readonly Dictionary<string, Func<HttpResponseMessage>> responses = [];
    private readonly List<ReceivedRequest> requests = [];

    /// <summary>Gets the received requests, ordered by EchoToken.</summary>
    public IReadOnlyList<ReceivedRequest> Requests
    {
        get
        {
            lock (requests)
            {
                return [.. requests.OrderBy(request => request.EchoToken, StringComparer.Ordinal)];
            }
        }
    }

    public LogLines Log { get; } = new();

    /// <summary>Sets the content of the OTA_VehAvailRateRS for a location.</summary>
    public FakeSupplier For(string location, string content) => For(location, () => new(HttpStatusCode.OK)
    {
        Content = new StringContent(
            $"<OTA_VehAvailRateRS xmlns=\"{Ota}\" Version=\"1.0\">{content}</OTA_VehAvailRateRS>", Encoding.UTF8, "text/xml"),
    });

    /// <summary>Sets the response for a location.</summary>
    public FakeSupplier For(string location, Func<HttpResponseMessage> create)
    {
        responses[location] = create;
        return this;
    }

    /// <summary>Returns a message with offers. A total of 0 makes an offer unusable.</summary>
    public static string Vehicles(params (string Reference, decimal Total)[] offers)
    {
        var vehicles = string.Concat(offers.Select(offer =>
            $"""<VehAvail><VehAvailCore Status="Available"><Vehicle Code="CDAR" CodeContext="SIPP"/>"""
            + $"""<TotalCharge RateTotalAmount="{offer.Total}" CurrencyCode="USD"/>"""
            + $"""<Reference Type="16" ID="{offer.Reference}"/></VehAvailCore></VehAvail>"""));
        return "<Success/><VehAvailRSCore><VehVendorAvails><VehVendorAvail><VehAvails>" + vehicles
            + "</VehAvails></VehVendorAvail></VehVendorAvails></VehAvailRSCore>";
    }

    /// <summary>Searches the supplier through the adapter.</summary>
    public async Task<SupplierResponse> SearchAsync(
        SearchRequest search, Action<OpenTravelOptions>? configure = null, CancellationToken cancellationToken = default)
    {
        var options = new OpenTravelOptions
        {
            Name = "Northway",
            Rating = 8.7,
            Endpoint = new("https://ota.northway.example/avail?tenant=s3cr3t-path"),
            RequestorId = "CS-4711",
            Secret = "hunter2",
        };
        configure?.Invoke(options);
        using var loggers = LoggerFactory.Create(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log));
        using var client = new HttpClient(this, disposeHandler: false);
        var time = new ObservableTimeProvider();
        var logger = loggers.CreateLogger<SupplierConnection>();
        using var connection = new SupplierConnection("Northway", TimeSpan.FromSeconds(20), 8, client, time, logger);
        var supplier = new OpenTravelSupplier(options, connection, time, loggers.CreateLogger<OpenTravelSupplier>());
        return await supplier.SearchAsync(new("0123456789abcdef", search), cancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
    }

    /// <summary>Returns a search in New York, which has three airports.</summary>
    public static SearchRequest NewYork(string dropOff = "NYC", params string[] dropOffAirports)
    {
        var weekend = SampleRequests.Weekend;
        RentalAirport[] airports = [new("JFK", "Kennedy"), new("EWR", "Newark"), new("LGA", "LaGuardia")];
        return weekend with
        {
            PickUp = weekend.PickUp with { Place = "NYC", Name = "New York", Airports = airports },
            DropOff = weekend.DropOff with
            {
                Place = dropOff,
                Name = dropOff,
                Airports = dropOffAirports.Length == 0 ? airports : [.. dropOffAirports.Select(code => new RentalAirport(code, code))],
            },
        };
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var message = XDocument.Parse(await request.Content!.ReadAsStringAsync(cancellationToken)).Root!;
        var from = GetLocation(message, "PickUpLocation");
        lock (requests)
        {
            requests.Add(new(from, GetLocation(message, "ReturnLocation"), message.Attribute("EchoToken")!.Value));
        }

        return responses[from]();
    }

    private static string GetLocation(XElement message, string name) =>
        message.Descendants(Ota + name).Single().Attribute("LocationCode")!.Value;

    public sealed record ReceivedRequest(string From, string To, string EchoToken);
}
