using static CarSearch.Tests.OpenTravel.TermsMessages;

namespace CarSearch.Tests.OpenTravel;

/// <summary>The details of a station in each form in which suppliers write them.</summary>
public sealed class StationDetailsTests
{
    [Theory]
    [InlineData("""<Address><AddressLine>JFK AIRPORT</AddressLine><AddressLine>Building 300</AddressLine>""" +
        """<CityName>Jamaica</CityName><PostalCode>11430</PostalCode><StateProv StateCode="NY"/></Address>""",
        "\"JFK AIRPORT, Building 300, Jamaica, 11430, NY\"")]
    [InlineData("""<Address Type="7"><StreetNmbr>ROEDINGSMARKT 14</StreetNmbr><CityName>HAMBURG</CityName>""" +
        """<StateProv>Hamburg</StateProv><CountryName Code="DE">Germany</CountryName></Address>""",
        "\"ROEDINGSMARKT 14, HAMBURG, Hamburg, DE\"")]
    [InlineData("""<Address><AddressLine>DIAGONAL 24C, 99-45</AddressLine><AddressLine>4.701389,-74.146944</AddressLine>""" +
        """<PostalCode>.</PostalCode></Address>""", "\"DIAGONAL 24C, 99-45\" | 4.701389 -74.146944")]
    [InlineData("""<Address><AddressLine>91.5,-74.1</AddressLine></Address>""", "\"91.5,-74.1\"")]
    [InlineData("""<Address><AddressLine>A</AddressLine></Address><Address><AddressLine>B</AddressLine></Address>""", "\"A\"")]
    [InlineData("""<Address><AddressLine>  Arrivals&#10;   Hall </AddressLine></Address>""", "\"Arrivals Hall\"")]
    [InlineData("""<Address><AddressLine>1&#x202E; Road</AddressLine></Address>""", "\"1 Road\"")]
    [InlineData("""<Address><AddressLine/><CityName> </CityName></Address>""", "-")]
    public Task The_address(string details, string expected) => CheckAsync(expected, details);

    [Theory]
    [InlineData("""<Telephone PhoneTechType="3" PhoneNumber="321 799-1027"/><Telephone PhoneTechType="1" PhoneNumber="321-799-2945"/>""",
        "321-799-2945")]
    [InlineData("""<Telephone CountryAccessCode="1" AreaCityCode="718" PhoneNumber="6567600"/>""", "+1 718 6567600")]
    [InlineData("""<Telephone PhoneNumber="+49 40 3786220"/>""", "+49 40 3786220")]
    [InlineData("""<Telephone PhoneTechType="3" PhoneNumber="321"/>""", "-")]
    [InlineData("""<Telephone PhoneNumber="000000000000000000000000000000000000000000"/>""", "-")]
    public Task The_telephone(string details, string expected) => CheckAsync(expected, details);

    [Theory]
    [InlineData("""<TPA_Extensions><Position Latitude="53.5472" Longitude="9.9855"/></TPA_Extensions>""", "53.5472 9.9855")]
    [InlineData("""<TPA_Extensions><Pickup Latitude="51.4810" Longitude="-0.4520"/></TPA_Extensions>""", "51.481 -0.452")]
    [InlineData("""<Position Latitude="-91" Longitude="0"/>""", "-")]
    [InlineData("""<Position Latitude="1e1" Longitude="0"/>""", "-")]
    [InlineData("""<Position Latitude="53.5472"/>""", "-")]
    public Task The_coordinates(string details, string expected) => CheckAsync(expected, $"<AdditionalInfo>{details}</AdditionalInfo>");

    [Theory]
    [InlineData("""<CounterLocation Location="1"/>""", "InTerminal")]
    [InlineData("""<ParkLocation Location="1"/><CounterLocation Location="1"/>""", "InTerminal")]
    [InlineData("""<ParkLocation Location="3"/><CounterLocation Location="1"/>""", "CounterInTerminalShuttleToCar")]
    [InlineData("""<CounterLocation Location="18"/>""", "CounterInTerminalShuttleToCar")]
    [InlineData("""<ParkLocation Location="2"/><CounterLocation Location="2"/>""", "ShuttleOnAirport")]
    [InlineData("""<CounterLocation Location="3"/>""", "ShuttleOffAirport")]
    [InlineData("""<CounterLocation Location="16"/>""", "Shuttle")]
    [InlineData("""<CounterLocation Location="25"/>""", "CallForPickUp")]
    [InlineData("""<CounterLocation Location="26"/>""", "RentalCenter")]
    [InlineData("""<CounterLocation Location="7"/>""", "City")]
    [InlineData("""<CounterLocation Location="14"/>""", "-")]
    [InlineData("""<ParkLocation Location="3"/>""", "-")]
    [InlineData("""<ParkLocation Location=""/><CounterLocation Location=""/>""", "-")]
    public Task The_way_to_counter_and_cars(string details, string expected) =>
        CheckAsync(expected, $"<AdditionalInfo>{details}</AdditionalInfo>");

    [Theory]
    [InlineData("""<OperationTime Mon="true" Tue="true" Weds="true" Thur="true" Fri="true" Start="07:00" End="22:00"/>""" +
        """<OperationTime Sat="true" Start="08:00:00" End="12:30:00"/>""", "Mo-Fr 07:00-22:00; Sa 08:00-12:30")]
    [InlineData("""<OperationTime Mon="true" Start="07:30:00+00:00" End="15:30:00+00:00"/><OperationTime Tue="false" Thur="1" """ +
        """Start="07:30:00+00:00" End="15:30:00+00:00"/>""", "Mo 07:30-15:30; Th 07:30-15:30")]
    [InlineData("""<OperationTime Text="MO-FR 0800-1200 1400-1800"/><OperationTime Mon="true" Start="08:00" End="12:00"/>""" +
        """<OperationTime Mon="true" Start="14:00" End="18:00"/>""", "Mo 08:00-12:00,14:00-18:00")]
    [InlineData("""<OperationTime Text="MO-FR 0800-1200"/>""", "MO-FR 0800-1200")]
    [InlineData("""<OperationTime Start="00:00:00" End="23:59:00"/>""", "24/7")]
    [InlineData("""<OperationTime Start="06:00" End="00:00"/>""", "Mo-Su 06:00-24:00")]
    [InlineData("""<OperationTime Start="18:00" End="02:00"/>""", "Mo-Su 18:00-02:00")]
    [InlineData("""<OperationTime Start="07:00" End="25:00"/>""", "-")]
    [InlineData("""<OperationTime Start="7 am" End="11 pm"/>""", "-")]
    [InlineData("""<OperationTime Start="07:00" End="07:00"/>""", "-")]
    public Task The_opening_hours(string times, string expected) => CheckAsync(
        expected == "-" ? "-" : $"[{expected}]",
        $"""
        <AdditionalInfo><OperationSchedules><OperationSchedule><OperationTimes>{times}</OperationTimes></OperationSchedule>
        </OperationSchedules></AdditionalInfo>
        """);

    [Theory]
    [InlineData("""<OperationSchedule Start="07:00:00" End="22:00:00"/>""", "[Mo-Su 07:00-22:00]")]
    [InlineData("""<OperationSchedule Start="2026-06-01" End="2026-09-30"><OperationTimes><OperationTime Start="06:00" End="23:00"/>""" +
        """</OperationTimes></OperationSchedule><OperationSchedule Start="2026-10-01" End="2027-05-31"><OperationTimes>""" +
        """<OperationTime Start="08:00" End="20:00"/></OperationTimes></OperationSchedule>""", "[Mo-Su 08:00-20:00]")]
    public Task The_schedule_of_the_season(string schedules, string expected) => CheckAsync(
        expected, $"<AdditionalInfo><OperationSchedules>{schedules}</OperationSchedules></AdditionalInfo>");

    [Fact]
    public Task The_hours_of_a_shuttle_are_not_those_of_the_station() => CheckAsync(
        "ShuttleOffAirport",
        """
        <AdditionalInfo><CounterLocation Location="3"/><Shuttle><ShuttleInfos><ShuttleInfo Type="Frequency"><SubSection><Paragraph>
        <Text>Every 20 minutes</Text></Paragraph></SubSection></ShuttleInfo></ShuttleInfos><OperationSchedules><OperationSchedule>
        <OperationTimes>
        <OperationTime Start="05:00" End="23:00"/></OperationTimes></OperationSchedule></OperationSchedules></Shuttle></AdditionalInfo>
        """);

    [Fact]
    public async Task Pick_up_and_return_have_their_own_details()
    {
        var offer = await ReadAsync(stations:
            """
            <LocationDetails Code="JFK" Name="A"><Address><AddressLine>1 Road</AddressLine></Address></LocationDetails>
            <LocationDetails Code="JFK" Name="B"><Telephone PhoneNumber="12345"/></LocationDetails>
            """);
        Assert.Equal(("A", "\"1 Road\""), (offer.PickUp.Name, Format(offer.PickUp)));
        Assert.Equal(("B", "12345"), (offer.DropOff.Name, Format(offer.DropOff)));
    }

    [Fact]
    public async Task A_station_without_a_return_is_one_instance()
    {
        var offer = await ReadAsync(
            stations: """<LocationDetails Code="JFK" Name="A"><Telephone PhoneNumber="12345"/></LocationDetails>""");
        Assert.Same(offer.PickUp, offer.DropOff);
    }

    private static async Task CheckAsync(string expected, string details)
    {
        var offer = await ReadAsync(stations: $"""<LocationDetails Code="JFK" Name="Kennedy">{details}</LocationDetails>""");
        Assert.Equal(("JFK", "Kennedy"), (offer.PickUp.Place, offer.PickUp.Name));
        Assert.Equal(expected, Format(offer.PickUp));
    }
}
